package io.washa.customers;

import io.washa.audit.Audit;
import io.washa.customers.Customers.AliasKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What else people type to pay for a service, as staff see and change it. */
@Component
public class Aliases {
  private final JdbcClient jdbc;
  private final Customers customers;
  private final Audit audit;

  Aliases(JdbcClient jdbc, Customers customers, Audit audit) {
    this.jdbc = jdbc;
    this.customers = customers;
    this.audit = audit;
  }

  /**
   * Something that is typed.
   *
   * @param value as it is compared: letters and digits, or a phone's twelve digits
   */
  public record Alias(AliasKind kind, String value) {}

  /** What became of an alias that was to be added. */
  public enum Added {
    /** Payments that name it are the service's from now on. */
    DONE,
    /** The service has it already. */
    ALREADY,
    /** It is no phone, or has fewer than 3 or more than 40 letters and digits. */
    UNREADABLE,
    /** It is another subscriber's account number. */
    ANOTHERS,
    /** The tenant has no such service. */
    NO_SERVICE
  }

  /** A service's aliases. */
  @Transactional(readOnly = true)
  public List<Alias> of(UUID service) {
    return jdbc.sql("SELECT kind, value FROM alias WHERE service_id = ? ORDER BY kind, value")
        .param(service)
        .query((row, _) ->
            new Alias(
                AliasKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("value")))
        .list();
  }

  /**
   * Adds one.
   *
   * @param wanted its value as it was typed
   * @param who as the audit names people
   */
  @Transactional
  public Added add(UUID service, Alias wanted, String who) {
    boolean exists =
        jdbc.sql("SELECT EXISTS (SELECT FROM service WHERE id = ?)")
            .param(service)
            .query((row, _) -> row.getBoolean(1))
            .single();
    if (!exists) {
      return Added.NO_SERVICE;
    }
    String value = normal(wanted);
    if (!customers.addAlias(service, wanted.kind(), wanted.value())) {
      if (value.length() < 3 || value.length() > 40) {
        return Added.UNREADABLE;
      }
      return of(service).stream().anyMatch(known -> known.value().equals(value))
          ? Added.ALREADY
          : Added.ANOTHERS;
    }
    note(who, "alias.added", service, value);
    return Added.DONE;
  }

  /**
   * Removes one: who types it from now on is nobody's by it.
   *
   * @return false if the service has no such alias
   */
  @Transactional
  public boolean remove(UUID service, String value, String who) {
    boolean removed =
        jdbc.sql("DELETE FROM alias WHERE service_id = ? AND value = ?")
                .params(service, value)
                .update()
            > 0;
    if (removed) {
      note(who, "alias.removed", service, value);
    }
    return removed;
  }

  private static String normal(Alias typed) {
    return typed.kind() == AliasKind.PHONE
        ? PhoneNumber.parse(typed.value()).map(PhoneNumber::msisdn).orElse("")
        : AccountNumber.normalise(typed.value());
  }

  private void note(String who, String action, UUID service, String value) {
    audit.note(new Audit.Deed(who, action, "service:" + service, Map.of("alias", value)));
  }
}
