package io.washa.demo.check;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A subscriber's browser without JavaScript: follows links and fills in forms. */
final class Portal {
  private static final Pattern PLAN_LINK = Pattern.compile("href=\"(/buy/[0-9a-f-]{36}[^\"]*)\"");
  private static final Pattern PASS_LINK = Pattern.compile("href=\"(/captive/buy/[^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("name=\"(token|order)\"[^>]*value=\"([^\"]*)\"");

  private final String host;
  private final int port;

  Portal(String isp, int port) {
    this.host = isp + ".localhost:" + port;
    this.port = port;
  }

  /** What came of the wish to be prompted. */
  record Asked(String intent, boolean warned) {}

  /** Buys the cheapest plan, confirming a second time if the site is said to be down. */
  Asked buys(String phone) {
    String plan = first(PLAN_LINK, get("/").body());
    String form = get(plan).body();
    HttpResponse<String> answer =
        post(plan, "token=" + encoded(first(HIDDEN, form, "token")) + "&phone=" + encoded(phone));
    boolean warned = answer.statusCode() != 303;
    if (warned) {
      answer = post(plan, "order=" + encoded(first(HIDDEN, answer.body(), "order")));
    }
    return new Asked(intent(answer), warned);
  }

  /** Buys the cheapest pass for a device that the router's login page sends to a door. */
  String buysAtDoor(String captivePath, String phone) {
    String plan = first(PASS_LINK, get(captivePath).body());
    return intent(post(plan, "phone=" + encoded(phone)));
  }

  private static String intent(HttpResponse<String> answer) {
    String location =
        answer
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IllegalStateException("the portal did not go on"));
    Matcher intent = Pattern.compile("/pay/([0-9a-f-]{36})").matcher(location);
    if (!intent.find()) {
      throw new IllegalStateException("the portal went to " + location);
    }
    return intent.group(1);
  }

  JsonNode progress(String intent) {
    return Http.JSON.readTree(get("/pay/" + intent + "/progress.json").body());
  }

  String page(String path) {
    return get(path).body();
  }

  private HttpResponse<String> get(String path) {
    return Http.send(request(path).GET());
  }

  private HttpResponse<String> post(String path, String form) {
    return Http.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + path.replace("&amp;", "&")))
        .header("Host", host)
        .header("Accept-Language", "en");
  }

  private static String first(Pattern pattern, String page) {
    Matcher found = pattern.matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("the page has no " + pattern + ":\n" + page);
    }
    return found.group(1);
  }

  private static String first(Pattern hidden, String page, String name) {
    Matcher found = hidden.matcher(page);
    while (found.find()) {
      if (found.group(1).equals(name)) {
        return found.group(2).replace("&amp;", "&").replace("&#43;", "+").replace("&#61;", "=");
      }
    }
    throw new IllegalStateException("the page has no field " + name + ":\n" + page);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
