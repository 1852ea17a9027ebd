package io.washa.billing.documents;

import io.washa.ledger.Account;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a document, its amount taken apart.
 *
 * @param itemCode the revenue authority's or the ISP's own; may be empty
 * @param amount taxes included, minor units: net and taxes sum up to it
 * @param account which account was credited with the net amount, by its code in the books
 * @param invoiceLine on a credit note, which line of the invoice it takes back, counted from 1; 0
 *     on other documents
 * @param etims how eTIMS sorts it; null on lines that were kept before there was such a thing
 */
public record DocumentLine(
    String description,
    String itemCode,
    BigDecimal quantity,
    long amount,
    long net,
    List<TaxPart> taxes,
    String account,
    int invoiceLine,
    @Nullable EtimsLine etims) {

  /** Keeps the taxes' order. */
  public DocumentLine {
    taxes = List.copyOf(taxes);
  }

  /** How eTIMS sorts it, whenever it was kept. */
  public EtimsLine sorted() {
    EtimsLine kept = etims;
    return kept == null ? EtimsLine.of(taxes) : kept;
  }

  /** All taxes, minor units. */
  public long tax() {
    return amount - net;
  }

  static DocumentLine of(NewDocument.Line line, TaxSchedule schedule) {
    TaxSchedule.Split split = (line.taxed() ? schedule : TaxSchedule.NONE).split(line.amount());
    return new DocumentLine(
        line.description(),
        line.itemCode(),
        line.quantity(),
        line.amount(),
        split.net(),
        split.taxes(),
        line.account().code(),
        0,
        EtimsLine.of(line, split.taxes()));
  }

  Account bookedTo() {
    for (Account known : Account.values()) {
      if (known.code().equals(account)) {
        return known;
      }
    }
    throw new IllegalStateException("no account has the code " + account);
  }
}
