package io.washa.billing.documents;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tenant's taxes as a dated list: what an invoice is split by on its day. */
@Component
public class Taxes {
  private static final int HIGHEST_RATE_BP = 100_000;
  private static final int LAST_STEP = 100;

  private final JdbcClient jdbc;
  private final TenantDays days;

  Taxes(JdbcClient jdbc, TenantDays days) {
    this.jdbc = jdbc;
    this.days = days;
  }

  /** What became of a tax that was to be set. */
  public sealed interface Answer {
    /** It holds from its day on. */
    record Set(Tax tax) implements Answer {}

    /** Nothing was changed. */
    record Refused(Reason why) implements Answer {}
  }

  /** Why a tax was refused. */
  public enum Reason {
    /** The code isn't one to ten capital letters and digits, or the name is empty or over 60. */
    BAD_NAME,
    /** The rate isn't between 0 and 1000 %, or the step isn't between 1 and 100. */
    BAD_RATE,
    /** This code has another rate from that very day, and documents may have used it. */
    IN_FORCE
  }

  /**
   * Sets what a tax is from a day on; one that is still to come may be set anew. What was issued
   * before keeps its split.
   */
  @Transactional
  public Answer set(Tax tax) {
    if (!tax.code().matches("[A-Z0-9]{1,10}") || tax.name().isBlank() || tax.name().length() > 60) {
      return new Answer.Refused(Reason.BAD_NAME);
    }
    if (tax.rateBp() < 0
        || tax.rateBp() > HIGHEST_RATE_BP
        || tax.step() < 1
        || tax.step() > LAST_STEP) {
      return new Answer.Refused(Reason.BAD_RATE);
    }
    int changed =
        jdbc.sql(
                """
                INSERT INTO tax_rate (code, from_date, name, step, rate_bp)
                VALUES (:code, :from, :name, :step, :rate)
                ON CONFLICT (code, from_date) DO UPDATE
                  SET name = excluded.name, step = excluded.step, rate_bp = excluded.rate_bp
                  WHERE tax_rate.from_date > :today
                """)
            .param("code", tax.code())
            .param("from", tax.from())
            .param("name", tax.name())
            .param("step", tax.step())
            .param("rate", tax.rateBp())
            .param("today", days.today())
            .update();
    return changed == 1 ? new Answer.Set(tax) : new Answer.Refused(Reason.IN_FORCE);
  }

  /** The taxes that hold on a day. */
  public TaxSchedule at(LocalDate day) {
    return new TaxSchedule(
        jdbc.sql(
                """
                SELECT code, name, step, rate_bp, from_date
                  FROM (SELECT DISTINCT ON (code) * FROM tax_rate WHERE from_date <= ?
                         ORDER BY code, from_date DESC) t
                 WHERE rate_bp > 0 ORDER BY step, code
                """)
            .param(day)
            .query((row, _) ->
                new Tax(
                    row.getString("code"),
                    row.getString("name"),
                    row.getInt("step"),
                    row.getInt("rate_bp"),
                    row.getObject("from_date", LocalDate.class)))
            .list());
  }

  /** The taxes that hold today. */
  public TaxSchedule current() {
    return at(days.today());
  }

  /** Every rate there is, was or will be, by code and day. */
  public List<Tax> all() {
    return jdbc.sql(
            "SELECT code, name, step, rate_bp, from_date FROM tax_rate ORDER BY code, from_date")
        .query((row, _) ->
            new Tax(
                row.getString("code"),
                row.getString("name"),
                row.getInt("step"),
                row.getInt("rate_bp"),
                row.getObject("from_date", LocalDate.class)))
        .list();
  }
}
