package io.washa.demo.check;

import io.washa.demo.seed.DemoIsp;
import io.washa.demo.seed.DemoStaff;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** An ISP's owner with a program that asks the staff's API, signed in at the real Keycloak. */
final class Staff {
  private final String platform;
  private final String token;

  private Staff(String platform, String token) {
    this.platform = platform;
    this.token = token;
  }

  /** Signs the owner of an ISP in. */
  static Staff ownerOf(DemoIsp isp, int platform, int keycloak) {
    String form =
        "client_id=washa-cli&grant_type=password&scope=openid&username="
            + URLEncoder.encode(DemoStaff.owner(isp), StandardCharsets.UTF_8)
            + "&password="
            + DemoStaff.PASSWORD;
    String address = "http://127.0.0.1:" + keycloak + "/realms/washa/protocol/openid-connect/token";
    HttpResponse<String> answer =
        Http.send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the owner cannot sign in: " + answer.body());
    }
    return new Staff(
        "http://127.0.0.1:" + platform + "/api/v1/",
        Http.JSON.readTree(answer.body()).get("access_token").asString());
  }

  /** The id of the newest payment with this receipt, among those first shown. */
  String payment(String receipt) {
    return Http.JSON
        .readTree(ask("payments").body())
        .path("items")
        .valueStream()
        .filter(payment -> payment.path("receipt").asString("").equals(receipt))
        .map(payment -> payment.get("id").asString())
        .findFirst()
        .orElse("");
  }

  /** The status that asking for a payment gets. */
  int statusOfPayment(String id) {
    return ask("payments/" + id).statusCode();
  }

  private HttpResponse<String> ask(String call) {
    return Http.send(
        HttpRequest.newBuilder(URI.create(platform + call))
            .header("Authorization", "Bearer " + token)
            .GET());
  }
}
