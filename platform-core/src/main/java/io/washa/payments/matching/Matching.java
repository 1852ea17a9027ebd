package io.washa.payments.matching;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds whose money it is where there is no doubt: the prompt whose reference it carries, else the
 * service whose account number, phone, user name or other alias was typed; with a prompt of the
 * same amount that has just not been paid, it pays for that. Locks the prompt it finds.
 */
@Component
public class Matching {
  /** A service that ends within this is one that people pay for. */
  static final Duration SOON = Duration.ofDays(3);

  private final JdbcClient jdbc;
  private final ObjectProvider<PayerHints> hints;
  private final Clock clock;

  Matching(JdbcClient jdbc, ObjectProvider<PayerHints> hints, Clock clock) {
    this.jdbc = jdbc;
    this.hints = hints;
    this.clock = clock;
  }

  /** The prompt with this id, locked until the transaction ends. */
  public Optional<Match> lockIntent(UUID intent) {
    return jdbc.sql(
            """
            SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent
             WHERE id = ? FOR UPDATE
            """)
        .param(intent)
        .query(Matching::prompted)
        .optional();
  }

  /**
   * Whose money carries this reference, as a payer typed it or as our prompt set it.
   *
   * @param amount minor units
   */
  public Optional<Match> byReference(String reference, long amount) {
    Typed typed = Typed.of(reference);
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    return lockIntent(typed.plain())
        .or(() -> {
          List<Match> named = named(typed);
          return choose(named, amount)
              .map(match -> lockUnpaidPrompt(named, match, amount).orElse(match));
        });
  }

  /** Whether a prompt or a service goes by this reference. Locks nothing. */
  public boolean knows(String reference) {
    Typed typed = Typed.of(reference);
    return !typed.isEmpty()
        && (jdbc.sql("SELECT EXISTS (SELECT FROM payment_intent WHERE reference = ?)")
                .param(typed.plain())
                .query((row, _) -> row.getBoolean(1))
                .single()
            || !named(typed).isEmpty());
  }

  /**
   * Whether a service is one slip away from a reference, or a waiting device goes by it as its pay
   * code. Locks nothing.
   */
  public boolean knowsSomethingLike(String reference) {
    Typed typed = Typed.of(reference);
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM subscriber WHERE account_number = ANY (:accounts))
                OR EXISTS (SELECT FROM subscriber WHERE phone = ANY (:phones))
                OR EXISTS (SELECT FROM service s
                            WHERE upper(regexp_replace(s.username, '[^[:alnum:]]', '', 'g'))
                                  = ANY (:words))
                OR EXISTS (SELECT FROM alias WHERE value = ANY (:words))
                OR EXISTS (SELECT FROM device WHERE pay_code = :plain)
            """)
        .param("accounts", array(typed.nearAccounts(), typed.words()))
        .param("phones", typed.nearPhones().toArray(String[]::new))
        .param("words", typed.words().toArray(String[]::new))
        .param("plain", typed.plain())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  /** Whether somebody of this hash, or of these digits and first name, is known. Locks nothing. */
  public boolean knowsPayer(PayerTraits payer) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM payment
                            WHERE payer_hash = :hash AND subscriber_id IS NOT NULL)
                OR EXISTS (SELECT FROM payment
                            WHERE payer_tail = :tail AND subscriber_id IS NOT NULL)
                OR EXISTS (SELECT FROM subscriber WHERE phone_hash = :hash)
                OR EXISTS (SELECT FROM subscriber
                            WHERE right(phone, 3) = :digits AND upper(first_name) = :first)
            """)
        .param("hash", payer.hash(), Types.VARCHAR)
        .param("tail", payer.tail(), Types.VARCHAR)
        .param("digits", payer.digits(), Types.VARCHAR)
        .param("first", payer.firstName(), Types.VARCHAR)
        .query((row, _) -> row.getBoolean(1))
        .single();
  }

  private static String[] array(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toArray(String[]::new);
  }

  /**
   * Half of all prompts fail, and people then pay by hand what the page told them to. Of several
   * services that go by what was typed it may be the chosen one's sibling, but nobody else's.
   */
  private Optional<Match> lockUnpaidPrompt(List<Match> named, Match chosen, long amount) {
    UUID[] services =
        named.stream()
            .filter(match -> match.subscriber().equals(chosen.subscriber()))
            .map(Match::service)
            .toArray(UUID[]::new);
    return jdbc.sql(
            """
            SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent i
             WHERE service_id = ANY (:services) AND subscriber_id = :subscriber
               AND amount = :amount AND state <> 'paid'
               AND created_at > work.platform_now() - interval '1 hour'
               AND NOT EXISTS (SELECT FROM payment p WHERE p.intent_id = i.id)
             ORDER BY created_at DESC LIMIT 1 FOR UPDATE
            """)
        .param("services", services)
        .param("subscriber", chosen.subscriber())
        .param("amount", amount)
        .query(Matching::prompted)
        .optional();
  }

  private Optional<Match> lockIntent(String reference) {
    return jdbc.sql(
            """
            SELECT id, subscriber_id, service_id, plan_id, amount FROM payment_intent
             WHERE reference = ? FOR UPDATE
            """)
        .param(reference)
        .query(Matching::prompted)
        .optional();
  }

  private static Match prompted(ResultSet row, int number) throws SQLException {
    return new Match(
        row.getObject("subscriber_id", UUID.class),
        row.getObject("service_id", UUID.class),
        row.getObject("id", UUID.class),
        new Match.Pinned(row.getObject("plan_id", UUID.class), row.getLong("amount")),
        "prompt");
  }

  /**
   * The services that go by what was typed, the one last paid for first. By account number first
   * and alone: most payers type it, and the wider question takes milliseconds only to be planned.
   */
  private List<Match> named(Typed typed) {
    List<Match> own = byAccountNumber(typed);
    return own.isEmpty() ? byAnyName(typed) : own;
  }

  private List<Match> byAccountNumber(Typed typed) {
    return jdbc.sql(
            """
            SELECT coalesce(s.payer_id, s.subscriber_id) AS subscriber_id, s.id FROM service s
              JOIN subscriber c ON c.id = s.subscriber_id
             WHERE c.account_number = ?
             ORDER BY (SELECT max(received_at) FROM payment p WHERE p.service_id = s.id)
                      DESC NULLS LAST, s.id
             LIMIT 20
            """)
        .param(typed.plain())
        .query((row, _) ->
            Match.named(
                row.getObject("subscriber_id", UUID.class),
                row.getObject("id", UUID.class),
                "account number"))
        .list();
  }

  private List<Match> byAnyName(Typed typed) {
    return jdbc.sql(
            """
            WITH named AS (
              SELECT s.id, 'account number' AS how FROM service s
                JOIN subscriber c ON c.id = s.payer_id WHERE c.account_number = :plain
              UNION ALL
              SELECT s.id, 'phone' FROM service s
                JOIN subscriber c ON c.id = s.subscriber_id WHERE c.phone = :phone
              UNION ALL
              SELECT s.id, 'user name' FROM service s
               WHERE upper(regexp_replace(s.username, '[^[:alnum:]]', '', 'g')) = :plain
              UNION ALL
              SELECT a.service_id, 'alias' FROM alias a WHERE a.value IN (:plain, :phone))
            SELECT coalesce(s.payer_id, s.subscriber_id) AS subscriber_id, s.id, min(n.how) AS how
              FROM named n JOIN service s ON s.id = n.id
             GROUP BY s.payer_id, s.subscriber_id, s.id
             ORDER BY (SELECT max(received_at) FROM payment p WHERE p.service_id = s.id)
                      DESC NULLS LAST, s.id
             LIMIT 20
            """)
        .param("plain", typed.plain())
        .param("phone", typed.phone().orElse(""))
        .query((row, _) ->
            Match.named(
                row.getObject("subscriber_id", UUID.class),
                row.getObject("id", UUID.class),
                row.getString("how")))
        .list();
  }

  /**
   * One of several: the only one that is over or about to be and costs this amount; else, if all
   * are one subscriber's and the account number was typed, the one last paid for.
   */
  private Optional<Match> choose(List<Match> named, long amount) {
    if (named.size() <= 1) {
      return named.stream().findFirst();
    }
    Map<UUID, PayerHints.Standing> standings =
        hints.getObject().standings(named.stream().map(Match::service).toList());
    List<Match> wanting =
        named.stream().filter(match -> wants(standings.get(match.service()), amount)).toList();
    if (wanting.size() == 1) {
      return wanting.stream().findFirst();
    }
    boolean oneAccount =
        named.stream().map(Match::subscriber).distinct().count() == 1
            && named.stream().allMatch(match -> match.how().equals("account number"));
    return oneAccount ? named.stream().findFirst() : Optional.empty();
  }

  private boolean wants(
      PayerHints.@org.jspecify.annotations.Nullable Standing standing, long amount) {
    if (standing == null || standing.price() != amount) {
      return false;
    }
    Instant end = standing.endsAt();
    return end == null || end.isBefore(clock.instant().plus(SOON));
  }
}
