package io.washa.admin.counter;

import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.Staff;
import io.washa.admin.desk.TenantUi;
import io.washa.billing.documents.AccountStatement;
import io.washa.billing.documents.AccountStatements;
import io.washa.billing.documents.DocumentPages;
import io.washa.billing.documents.StatementAnswer;
import io.washa.identity.Permission;
import io.washa.insight.TillDesk;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What staff open beside the desk to print or to send: slips, receipts, documents, statements, each
 * as a page and most as PDF. Another ISP's is 404, as if it were not there, and so is everything
 * for whoever may not see payments.
 */
@RestController
@ConditionalOnRole(Role.ADMIN)
class Papers {
  private static final int NARROW = 58;
  private static final int WIDE = 80;
  private static final int DAYS_SHOWN = 90;

  private final TillDesk tills;
  private final DocumentPages pages;
  private final AccountStatements statements;
  private final Clock clock;

  Papers(TillDesk tills, DocumentPages pages, AccountStatements statements, Clock clock) {
    this.tills = tills;
    this.pages = pages;
    this.statements = statements;
    this.clock = clock;
  }

  @GetMapping("/papers/slips/{payment}")
  ResponseEntity<byte[]> slip(
      @PathVariable UUID payment,
      @RequestParam(defaultValue = "80") int mm,
      Authentication authentication) {
    SignedIn person = person(authentication);
    return page(
        ask(person, () -> tills.slip(payment))
            .map(slip -> SlipPage.html(slip, person, mm == NARROW ? NARROW : WIDE)));
  }

  @GetMapping("/papers/receipts/{payment}")
  ResponseEntity<byte[]> receipt(@PathVariable UUID payment, Authentication authentication) {
    return page(ask(person(authentication), () -> pages.receiptHtml(payment)));
  }

  @GetMapping("/papers/receipts/{payment}.pdf")
  ResponseEntity<byte[]> receiptPdf(@PathVariable UUID payment, Authentication authentication) {
    return pdf(ask(person(authentication), () -> pages.receiptPdf(payment)));
  }

  @GetMapping("/papers/documents/{document}")
  ResponseEntity<byte[]> document(@PathVariable UUID document, Authentication authentication) {
    return page(ask(person(authentication), () -> pages.html(document)));
  }

  @GetMapping("/papers/documents/{document}.pdf")
  ResponseEntity<byte[]> documentPdf(@PathVariable UUID document, Authentication authentication) {
    return pdf(ask(person(authentication), () -> pages.pdf(document)));
  }

  /** The days that a statement is asked for; the last ninety unless said. */
  record Days(
      @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
      @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {}

  @GetMapping("/papers/statements/{subscriber}")
  ResponseEntity<byte[]> statement(
      @PathVariable UUID subscriber, Days days, Authentication authentication) {
    SignedIn person = person(authentication);
    return page(ask(person, () -> drawn(subscriber, days, person).map(pages::statementHtml)));
  }

  @GetMapping("/papers/statements/{subscriber}.pdf")
  ResponseEntity<byte[]> statementPdf(
      @PathVariable UUID subscriber, Days days, Authentication authentication) {
    SignedIn person = person(authentication);
    return pdf(ask(person, () -> drawn(subscriber, days, person).map(pages::statementPdf)));
  }

  private Optional<AccountStatement> drawn(UUID subscriber, Days days, SignedIn person) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), person.tenant().zone());
    LocalDate to = days.to() == null ? today : days.to();
    LocalDate from = days.from() == null ? to.minusDays(DAYS_SHOWN) : days.from();
    return statements.draw(subscriber, from, to) instanceof StatementAnswer.Drawn drawn
        ? Optional.of(drawn.statement())
        : Optional.empty();
  }

  private static SignedIn person(Authentication authentication) {
    if (authentication.getPrincipal() instanceof Staff staff) {
      return staff.signedIn();
    }
    throw new IllegalStateException("the chain let somebody in who is not staff");
  }

  private static <T> Optional<T> ask(SignedIn person, Supplier<Optional<T>> question) {
    return person.may(Permission.VIEW_PAYMENTS) ? TenantUi.ask(person, question) : Optional.empty();
  }

  private static ResponseEntity<byte[]> page(Optional<String> html) {
    return answer(
        html.map(text -> text.getBytes(StandardCharsets.UTF_8)),
        MediaType.parseMediaType("text/html;charset=UTF-8"));
  }

  private static ResponseEntity<byte[]> pdf(Optional<byte[]> pdf) {
    return answer(pdf, MediaType.APPLICATION_PDF);
  }

  private static ResponseEntity<byte[]> answer(Optional<byte[]> content, MediaType type) {
    return content
        .map(bytes ->
            ResponseEntity.ok()
                .contentType(type)
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "inline")
                .body(bytes))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
