package io.washa.api.staff;

import io.washa.api.security.Needs;
import io.washa.api.security.StaffTenant;
import io.washa.api.web.Amount;
import io.washa.api.web.Ids;
import io.washa.api.web.Moments;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.identity.Permission;
import io.washa.insight.PaymentPages;
import io.washa.insight.PaymentProgress;
import io.washa.insight.PaymentTimelines;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The ISP's payments. */
@RestController
@ConditionalOnRole(Role.API)
class PaymentsController {
  /** M-Pesa in Kenya knows no other. */
  private static final CurrencyUnit SHILLING = CurrencyUnit.of("KES");

  private final PaymentPages payments;
  private final PaymentTimelines timelines;

  PaymentsController(PaymentPages payments, PaymentTimelines timelines) {
    this.payments = payments;
    this.timelines = timelines;
  }

  /** A payment in a list; without subscriber it is in suspense. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record PaymentJson(
      UUID id,
      @Nullable String receipt,
      Amount amount,
      String door,
      String accountReference,
      String payer,
      @Nullable UUID subscriberId,
      @Nullable String accountNumber,
      @Nullable String plan,
      OffsetDateTime receivedAt) {}

  /** A payment and its way. */
  record PaymentDetail(
      PaymentJson payment, boolean connected, boolean online, List<Moment> timeline) {}

  /** Something that happened. */
  record Moment(String name, OffsetDateTime at) {}

  @Needs(Permission.VIEW_PAYMENTS)
  @GetMapping(path = "/api/v1/payments", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      HttpServletRequest request) {
    var paging = Paging.of(cursor, limit);
    if (paging.isEmpty()) {
      return Paging.invalid().answer();
    }
    ZoneId zone = StaffTenant.tenant(request).zone();
    var rows = payments.after(paging.get().after(), paging.get().rows());
    return ResponseEntity.ok(paging.get().page(rows, PaymentPages.Row::id, row -> json(row, zone)));
  }

  @Needs(Permission.VIEW_PAYMENTS)
  @GetMapping(path = "/api/v1/payments/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> one(@PathVariable String id, HttpServletRequest request) {
    ZoneId zone = StaffTenant.tenant(request).zone();
    var row = Ids.parse(id).flatMap(payments::find);
    if (row.isEmpty()) {
      return Problem.of(ProblemCode.NOT_FOUND).answer();
    }
    Optional<PaymentProgress> progress = progress(row.get());
    List<Moment> timeline =
        progress.map(PaymentProgress::timeline).orElse(List.of()).stream()
            .map(step -> new Moment(step.name(), Moments.at(step.at(), zone)))
            .toList();
    return ResponseEntity.ok(
        new PaymentDetail(
            json(row.get(), zone),
            progress.map(PaymentProgress::connected).orElse(false),
            progress.map(PaymentProgress::online).orElse(false),
            timeline));
  }

  private Optional<PaymentProgress> progress(PaymentPages.Row row) {
    UUID intent = row.intent();
    String receipt = row.receipt();
    if (intent != null) {
      return timelines.ofIntent(intent);
    }
    return receipt == null ? Optional.empty() : timelines.ofReceipt(receipt);
  }

  private static PaymentJson json(PaymentPages.Row row, ZoneId zone) {
    return new PaymentJson(
        row.id(),
        row.receipt(),
        Amount.of(Money.ofMinor(SHILLING, row.amount())),
        row.door(),
        row.accountReference(),
        row.payer(),
        row.subscriber(),
        row.accountNumber(),
        row.plan(),
        Moments.at(row.receivedAt(), zone));
  }
}
