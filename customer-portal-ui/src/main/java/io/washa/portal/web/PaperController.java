package io.washa.portal.web;

import io.washa.customers.AccountNumber;
import io.washa.portal.Papers;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * A subscriber's receipts, invoices and statement, for whoever opened the account's page just now.
 * Whatever is another account's, or another ISP's, is not here.
 */
@Controller
@ConditionalOnRole(Role.PORTAL)
class PaperController {
  /** The papers bring their own style and nothing else; they are ours, with all names escaped. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private final Papers papers;
  private final FormTokens tokens;

  PaperController(Papers papers, FormTokens tokens) {
    this.papers = papers;
    this.tokens = tokens;
  }

  @GetMapping("/account/{number}/papers/{paper}")
  ResponseEntity<byte[]> page(
      @PathVariable String number,
      @PathVariable String paper,
      @RequestParam(required = false) @Nullable String t) {
    return html(papers.page(opened(number, t), id(paper)));
  }

  @GetMapping("/account/{number}/papers/{paper}.pdf")
  ResponseEntity<byte[]> pdf(
      @PathVariable String number,
      @PathVariable String paper,
      @RequestParam(required = false) @Nullable String t) {
    return answer(papers.pdf(opened(number, t), id(paper)), MediaType.APPLICATION_PDF);
  }

  @GetMapping("/account/{number}/statement")
  ResponseEntity<byte[]> statement(
      @PathVariable String number, @RequestParam(required = false) @Nullable String t) {
    return html(papers.statementPage(opened(number, t)));
  }

  @GetMapping("/account/{number}/statement.pdf")
  ResponseEntity<byte[]> statementPdf(
      @PathVariable String number, @RequestParam(required = false) @Nullable String t) {
    return answer(papers.statementPdf(opened(number, t)), MediaType.APPLICATION_PDF);
  }

  private AccountNumber opened(String number, @Nullable String token) {
    if (!AccountController.opened(tokens, number, token)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return new AccountNumber(number);
  }

  private static UUID id(String paper) {
    return Ids.parse(paper).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static ResponseEntity<byte[]> html(Optional<String> page) {
    return answer(
        page.map(text -> text.getBytes(StandardCharsets.UTF_8)),
        MediaType.parseMediaType("text/html;charset=UTF-8"));
  }

  private static ResponseEntity<byte[]> answer(Optional<byte[]> content, MediaType type) {
    return content
        .map(bytes ->
            ResponseEntity.ok()
                .contentType(type)
                .header("Content-Security-Policy", POLICY)
                .header("Content-Disposition", "inline")
                .body(bytes))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
