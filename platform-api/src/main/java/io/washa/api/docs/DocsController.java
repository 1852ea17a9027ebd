package io.washa.api.docs;

import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the API's description. */
@RestController
@ConditionalOnRole(Role.API)
class DocsController {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final String json;
  private final String page;

  DocsController() {
    ApiDocument document = ApiDocument.load();
    json = document.json().toString();
    page = DocsPage.of(document.json());
  }

  @GetMapping("/api/docs")
  ResponseEntity<byte[]> json() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/api/docs.html")
  ResponseEntity<byte[]> page() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .body(page.getBytes(StandardCharsets.UTF_8));
  }
}
