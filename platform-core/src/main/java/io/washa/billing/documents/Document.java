package io.washa.billing.documents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An issued document. Only {@link #settled} and {@link #etims} ever change.
 *
 * @param number within its kind, without gaps
 * @param label the number as people read it, as {@code INV-000401}
 * @param subscriber who pays
 * @param refersTo the invoice that a credit note takes back from; null on other documents
 * @param issuedOn the day in the tenant's zone, by whose taxes it was split
 * @param dueOn null: at once, or nothing is to be paid
 * @param currency ISO 4217
 * @param settled all zero unless it is an invoice
 */
public record Document(
    UUID id,
    Kind kind,
    long number,
    String label,
    UUID subscriber,
    @Nullable UUID refersTo,
    Instant issuedAt,
    LocalDate issuedOn,
    @Nullable LocalDate dueOn,
    Party seller,
    Party buyer,
    String lpo,
    String note,
    String currency,
    List<DocumentLine> lines,
    Settled settled,
    EtimsStatus etims) {

  /** Keeps the lines' order. */
  public Document {
    lines = List.copyOf(lines);
  }

  /** What kinds there are; each has a series of numbers. */
  public enum Kind {
    /** Is owed. */
    INVOICE,
    /** Takes back from an invoice. */
    CREDIT_NOTE,
    /** An offer in an invoice's form: in no book, owed by nobody. */
    PROFORMA;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /** How far an invoice is settled. */
  public enum State {
    /** Something is due and nothing was paid. */
    OPEN,
    /** Something was paid or withheld, and something is still due. */
    PART_PAID,
    /** Nothing is due any more. */
    PAID,
    /** All of it was taken back. */
    CREDITED
  }

  /**
   * What made an invoice smaller, minor units.
   *
   * @param paid out of the wallet, less what went back there
   * @param credited by credit notes
   * @param withheld by withholding certificates
   */
  public record Settled(long paid, long credited, long withheld) {}

  /** Taxes included, minor units. */
  public long total() {
    return lines.stream().mapToLong(DocumentLine::amount).sum();
  }

  /** Without taxes, minor units. */
  public long net() {
    return lines.stream().mapToLong(DocumentLine::net).sum();
  }

  /** Taxes, minor units. */
  public long tax() {
    return total() - net();
  }

  /** What is still due, minor units; zero unless it is an invoice. */
  public long outstanding() {
    return kind == Kind.INVOICE
        ? total() - settled.paid() - settled.credited() - settled.withheld()
        : 0;
  }

  /** Whether an invoice's day has come, in the tenant's zone. */
  public boolean isDue(LocalDate today) {
    LocalDate day = dueOn;
    return !(day == null ? issuedOn : day).isAfter(today);
  }

  /** What a credit note may still take back, minor units; zero unless it is an invoice. */
  public long creditable() {
    return kind == Kind.INVOICE ? total() - settled.credited() - settled.withheld() : 0;
  }

  /**
   * How far it is settled.
   *
   * @throws IllegalStateException if it is no invoice
   */
  public State state() {
    if (kind != Kind.INVOICE) {
      throw new IllegalStateException(label + " is no invoice");
    }
    if (outstanding() > 0) {
      return settled.paid() + settled.withheld() > 0 ? State.PART_PAID : State.OPEN;
    }
    return settled.credited() == total() ? State.CREDITED : State.PAID;
  }

  /** The taxes of all lines, one part for each tax and rate, in the order they are levied. */
  public List<TaxPart> taxes() {
    record Key(String code, int rateBp) {}
    var sums = new java.util.LinkedHashMap<Key, TaxPart>();
    lines.stream()
        .flatMap(line -> line.taxes().stream())
        .forEach(part ->
            sums.merge(
                new Key(part.code(), part.rateBp()),
                part,
                (a, b) -> new TaxPart(a.code(), a.name(), a.rateBp(), a.amount() + b.amount())));
    return List.copyOf(sums.values());
  }
}
