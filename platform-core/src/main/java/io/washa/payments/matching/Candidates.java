package io.washa.payments.matching;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ranks the services that money in suspense may be for. Every look goes through an index. */
@Component
public class Candidates {
  private static final int MOST = 200;

  private final JdbcClient jdbc;
  private final ObjectProvider<PayerHints> hints;

  Candidates(JdbcClient jdbc, ObjectProvider<PayerHints> hints) {
    this.jdbc = jdbc;
    this.hints = hints;
  }

  /** The likeliest services, best first; at most ten. */
  public List<Candidate> of(Question question) {
    List<Known> known = known(question);
    if (known.isEmpty()) {
      return List.of();
    }
    Map<UUID, PayerHints.Standing> standings =
        hints.getObject().standings(known.stream().map(Known::service).toList());
    return known.stream()
        .map(each -> Scoring.score(question, each, standings.get(each.service())))
        .sorted(Comparator.comparingDouble(Candidate::score).reversed())
        .limit(10)
        .toList();
  }

  /** The one that may be applied without a person, by the ISP's rules; ranked best first. */
  public static Optional<Candidate> best(List<Candidate> ranked, MatchingRules rules) {
    if (!rules.applyBest() || ranked.isEmpty()) {
      return Optional.empty();
    }
    Candidate first = ranked.getFirst();
    double second = ranked.size() > 1 ? ranked.get(1).score() : Double.NEGATIVE_INFINITY;
    boolean supported = first.reasons().stream().filter(reason -> reason.weight() > 1).count() >= 2;
    return supported && first.score() >= rules.enough() && first.score() - second >= rules.lead()
        ? Optional.of(first)
        : Optional.empty();
  }

  private List<Known> known(Question question) {
    Typed typed = Typed.of(question.reference());
    PayerTraits payer = question.payer();
    return jdbc.sql(
            """
            WITH hit AS (
              SELECT s.id FROM subscriber c JOIN service s ON s.subscriber_id = c.id
               WHERE c.account_number = ANY (:accounts)
              UNION
              SELECT s.id FROM subscriber c JOIN service s ON s.subscriber_id = c.id
               WHERE c.phone = ANY (:phones)
              UNION
              SELECT s.id FROM service s
               WHERE upper(regexp_replace(s.username, '[^[:alnum:]]', '', 'g')) = ANY (:words)
              UNION
              SELECT a.service_id FROM alias a WHERE a.value = ANY (:words)
              UNION
              SELECT s.id FROM subscriber c JOIN service s ON s.subscriber_id = c.id
               WHERE lower(c.first_name || ' ' || c.last_name) = :name
              UNION
              SELECT s.id FROM subscriber c JOIN service s ON s.subscriber_id = c.id
               WHERE c.phone_hash = :hash
              UNION
              SELECT s.id FROM subscriber c JOIN service s ON s.subscriber_id = c.id
               WHERE right(c.phone, 3) = :digits AND upper(c.first_name) = :first
              UNION
              SELECT p.service_id FROM payment p
               WHERE p.payer_hash = :hash AND p.subscriber_id IS NOT NULL
              UNION
              SELECT p.service_id FROM payment p
               WHERE p.payer_tail = :tail AND p.subscriber_id IS NOT NULL)
            SELECT s.id, coalesce(s.payer_id, s.subscriber_id) AS subscriber_id, s.username, c.account_number, c.first_name, c.last_name,
                   c.phone, c.phone_hash,
                   (SELECT string_agg(a.value, ' ') FROM alias a WHERE a.service_id = s.id)
                     AS aliases,
                   (SELECT count(*) FROM payment p
                     WHERE p.payer_hash = :hash AND p.subscriber_id IS NOT NULL
                       AND p.service_id = s.id) AS same,
                   (SELECT count(*) FROM payment p
                     WHERE p.payer_tail = :tail AND p.subscriber_id IS NOT NULL
                       AND p.service_id = s.id) AS alike
              FROM hit JOIN service s ON s.id = hit.id JOIN subscriber c ON c.id = s.subscriber_id
             LIMIT :most
            """)
        .param("accounts", array(typed.nearAccounts(), typed.words()))
        .param("phones", array(typed.nearPhones(), phones(typed)))
        .param("words", array(typed.words(), Set.of()))
        .param("name", typed.text().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
        // What is not known equals nothing, not even somebody else's unknown.
        .param("hash", payer.hash(), Types.VARCHAR)
        .param("digits", payer.digits(), Types.VARCHAR)
        .param("first", payer.firstName(), Types.VARCHAR)
        .param("tail", payer.tail(), Types.VARCHAR)
        .param("most", MOST)
        .query(Candidates::read)
        .list();
  }

  private static Set<String> phones(Typed typed) {
    return typed.words().stream()
        .flatMap(word -> Typed.of(word).phone().stream())
        .collect(Collectors.toSet());
  }

  private static String[] array(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toArray(String[]::new);
  }

  private static Known read(ResultSet row, int number) throws SQLException {
    String phone = row.getString("phone");
    String aliases = Objects.requireNonNullElse(row.getString("aliases"), "");
    Set<String> names =
        Stream.concat(
                Stream.of(
                    row.getString("account_number"),
                    plain(row.getString("username")),
                    phone,
                    phone.length() > 3 ? "0" + phone.substring(3) : "",
                    phone.length() > 3 ? phone.substring(3) : ""),
                Stream.of(aliases.split(" ")))
            .filter(name -> name.length() >= 3)
            .collect(Collectors.toSet());
    return new Known(
        row.getObject("subscriber_id", UUID.class),
        row.getObject("id", UUID.class),
        names,
        new Known.Person(
            plain(row.getString("first_name")),
            plain(row.getString("first_name") + row.getString("last_name")),
            row.getString("phone_hash"),
            phone.length() < 3 ? "" : phone.substring(phone.length() - 3)),
        new Known.History(row.getInt("same"), row.getInt("alike")));
  }

  private static String plain(String text) {
    return Typed.of(text).plain();
  }
}
