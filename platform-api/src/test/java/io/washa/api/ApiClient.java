package io.washa.api;

import io.washa.testing.Isp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A caller that chooses its host itself, which Java's own client does not allow, and holds each
 * answer to the document.
 */
final class ApiClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Contract CONTRACT = Contract.ofTheApi();

  private final int port;
  private final String host;

  ApiClient(int port, String host) {
    this.port = port;
    this.host = host;
  }

  /** A caller at the portal's host of an ISP. */
  static ApiClient at(int port, Isp isp) {
    return new ApiClient(port, isp.tenant().slug() + ".test");
  }

  /** What came back; header names in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String code() {
      return json().path("code").asString("");
    }

    String type() {
      return headers.getOrDefault("content-type", "").replaceFirst(";.*", "");
    }
  }

  Answer get(String path) {
    return send("GET", path, Map.of(), null);
  }

  Answer get(String path, Map<String, String> headers) {
    return send("GET", path, headers, null);
  }

  Answer post(String path, Object body) {
    return post(path, body, Map.of());
  }

  Answer post(String path, Object body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
    return send("POST", path, all, text);
  }

  Answer send(String method, String path, Map<String, String> headers, @Nullable String body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      write(socket.getOutputStream(), method, path, headers, body);
      Answer answer = read(socket.getInputStream());
      CONTRACT.check(
          new Contract.Exchange(method, path, answer.status(), answer.type(), answer.body()));
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(
      OutputStream out,
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String body)
      throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.0\r\nHost: ").append(host);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    if (body != null) {
      head.append("\r\nContent-Length: ").append(bytes.length);
    }
    out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.flush();
  }

  /** HTTP/1.0: the body ends with the connection. */
  private static Answer read(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String first = reader.readLine();
    if (first == null) {
      throw new IOException("no answer");
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = reader.readLine();
        line != null && !line.isEmpty();
        line = reader.readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    StringBuilder body = new StringBuilder();
    for (int next = reader.read(); next >= 0; next = reader.read()) {
      body.append((char) next);
    }
    return new Answer(status, headers, body.toString());
  }
}
