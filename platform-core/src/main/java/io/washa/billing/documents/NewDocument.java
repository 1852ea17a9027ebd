package io.washa.billing.documents;

import io.washa.ledger.Account;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or pro-forma to be issued.
 *
 * @param subscriber who is to pay: its wallet settles the invoice
 * @param buyer as it shall stand on the document; null: the subscriber's name, without a PIN
 * @param lpo the buyer's purchase order; may be empty
 * @param dueOn null: at once
 * @param cause what it is issued for, as {@code subscription:<id>:2026-11}: one cause is invoiced
 *     once; null if nothing repeats it
 */
public record NewDocument(
    UUID subscriber,
    @Nullable Party buyer,
    List<Line> lines,
    String lpo,
    @Nullable LocalDate dueOn,
    String note,
    @Nullable String cause) {

  /** Keeps the lines' order. */
  public NewDocument {
    lines = List.copyOf(lines);
  }

  /** A document of these lines with nothing else to say. */
  public static NewDocument of(UUID subscriber, Line... lines) {
    return new NewDocument(subscriber, null, List.of(lines), "", null, "", null);
  }

  /** The same for another buyer. */
  public NewDocument to(Party other) {
    return new NewDocument(subscriber, other, lines, lpo, dueOn, note, cause);
  }

  /** The same, due on this day. */
  public NewDocument due(LocalDate day) {
    return new NewDocument(subscriber, buyer, lines, lpo, day, note, cause);
  }

  /** The same, once for this cause. */
  public NewDocument because(String of) {
    return new NewDocument(subscriber, buyer, lines, lpo, dueOn, note, of);
  }

  /** The same for a purchase order. */
  public NewDocument ordered(String order) {
    return new NewDocument(subscriber, buyer, lines, order, dueOn, note, cause);
  }

  /** The same with a note below its lines. */
  public NewDocument noting(String text) {
    return new NewDocument(subscriber, buyer, lines, lpo, dueOn, text, cause);
  }

  /**
   * A line to be charged.
   *
   * @param itemCode may be empty
   * @param amount of the whole line, taxes included, minor units
   * @param taxed false: exempt, or no sale at all, as a deposit
   * @param account what the net amount is credited to
   * @param itemClass the revenue authority's class of the thing; may be empty
   * @param unit the revenue authority's code of what the quantity counts
   */
  public record Line(
      String description,
      String itemCode,
      BigDecimal quantity,
      long amount,
      boolean taxed,
      Account account,
      String itemClass,
      String unit) {

    /** One piece of a taxed sale. */
    public static Line of(String description, long amount) {
      return new Line(description, "", BigDecimal.ONE, amount, true, Account.SALES, "", "U");
    }

    /** The same without taxes. */
    public Line untaxed() {
      return new Line(description, itemCode, quantity, amount, false, account, itemClass, unit);
    }

    /** The same, credited to another account. */
    public Line to(Account other) {
      return new Line(description, itemCode, quantity, amount, taxed, other, itemClass, unit);
    }

    /** The same with an item code. */
    public Line coded(String code) {
      return new Line(description, code, quantity, amount, taxed, account, itemClass, unit);
    }

    /** The same for a quantity; the amount stays. */
    public Line times(BigDecimal pieces) {
      return new Line(description, itemCode, pieces, amount, taxed, account, itemClass, unit);
    }

    /** The same as eTIMS sorts it. */
    public Line sorted(String classOfItem, String unitOfQuantity) {
      return new Line(
          description, itemCode, quantity, amount, taxed, account, classOfItem, unitOfQuantity);
    }
  }
}
