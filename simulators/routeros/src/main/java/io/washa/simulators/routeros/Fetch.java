package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /tool/fetch}: downloads a file over HTTP from this computer, and from nowhere else. */
final class Fetch implements Job {
  private final Machine machine;
  private final ReplyWriter replies;
  private final Request request;
  private volatile boolean stopped;

  Fetch(Machine machine, ReplyWriter replies, Request request) {
    this.machine = machine;
    this.replies = replies;
    this.request = request;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Outcome run() throws IOException, InterruptedException {
    String url = request.attributes().getOrDefault("url", "");
    if (url.isEmpty()) {
      return new Outcome.Refused(machine.version().missing("url"));
    }
    say("connecting", "0", null);
    try {
      URI uri = URI.create(url);
      if (!"127.0.0.1".equals(uri.getHost()) && !"localhost".equals(uri.getHost())) {
        return failed("connecting to " + uri.getHost() + " timed out");
      }
      byte[] body = download(uri);
      keep(uri, body);
      say("finished", "1", body);
      return Outcome.done();
    } catch (IllegalArgumentException | IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private Outcome failed(String reason) {
    return new Outcome.Refused(machine.version().failure(reason));
  }

  private static byte[] download(URI uri) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest get = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build();
      HttpResponse<byte[]> answer = http.send(get, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("closing connection: <" + answer.statusCode() + "> " + uri);
      }
      return answer.body();
    }
  }

  private void keep(URI uri, byte[] body) {
    String path = "" + uri.getPath();
    String name =
        request.attributes().getOrDefault("dst-path", path.substring(path.lastIndexOf('/') + 1));
    Store store = machine.router.context().store();
    store.lock.lock();
    try {
      Table files = store.table(Paths.FILES);
      Row old = files.byName(name);
      if (old != null) {
        store.delete(files, old);
      }
      String contents = new String(body, ISO_8859_1);
      Map<String, String> values =
          Map.of("name", name, "type", Files.type(name), "contents", contents);
      store.insert(files, Row.Kind.CONFIGURED, values, null);
    } finally {
      store.lock.unlock();
    }
  }

  private void say(String status, String section, byte @Nullable [] body) throws IOException {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("status", status);
    if (body != null) {
      String size = String.valueOf((body.length + 1023) / 1024);
      row.put("downloaded", size);
      row.put("total", size);
      row.put("duration", "1s");
    }
    row.put(".section", section);
    replies.sendUnless(() -> stopped, request.tag(), ReplyWriter.row("!re", row));
  }
}
