package io.washa.billing.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of documents, and the numbers they get. */
@Component
class DocumentRows {
  private static final String SELECT =
      """
      SELECT d.*, s.paid, s.credited, s.withheld
        FROM document d CROSS JOIN LATERAL (
          SELECT coalesce(sum(amount) FILTER (WHERE kind IN ('payment', 'refund')), 0) AS paid,
                 coalesce(sum(amount) FILTER (WHERE kind = 'credit'), 0) AS credited,
                 coalesce(sum(amount) FILTER (WHERE kind IN ('withholding', 'unwithheld')), 0) AS withheld
            FROM settlement WHERE invoice_id = d.id) s
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  DocumentRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A document without a number. */
  record Draft(
      Document.Kind kind,
      UUID subscriber,
      @Nullable UUID refersTo,
      Instant issuedAt,
      LocalDate issuedOn,
      @Nullable LocalDate dueOn,
      Party seller,
      Party buyer,
      String lpo,
      String note,
      List<DocumentLine> lines,
      @Nullable String cause) {}

  /** What an insert came to. */
  record Inserted(Document document, boolean isNew) {}

  /**
   * Gives the next number and stores the document. The series is locked until the transaction ends:
   * whoever comes next waits for this number to be used or given back.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  Inserted insert(Draft draft) {
    Series series =
        jdbc.sql("SELECT prefix, last_number + 1 FROM document_series WHERE kind = ? FOR UPDATE")
            .param(draft.kind().text())
            .query((row, _) -> new Series(row.getString(1), row.getLong(2)))
            .single();
    Optional<Document> twin = findByCause(draft.kind(), draft.cause());
    if (twin.isPresent()) {
      return new Inserted(twin.get(), false);
    }
    jdbc.sql("UPDATE document_series SET last_number = ? WHERE kind = ?")
        .params(series.number(), draft.kind().text())
        .update();
    return new Inserted(find(store(draft, series)).orElseThrow(), true);
  }

  private record Series(String prefix, long number) {}

  private UUID store(Draft draft, Series series) {
    return jdbc.sql(
            """
            INSERT INTO document (kind, number, label, cause, subscriber_id, refers_to, issued_at,
                issued_on, due_on, seller_name, seller_pin, buyer_name, buyer_pin, lpo, note, lines,
                tax, total, etims_state)
            VALUES (:kind, :number, :label, :cause, :subscriber, :refers, :at, :on, :due,
                :seller, :sellerPin, :buyer, :buyerPin, :lpo, :note, CAST(:lines AS jsonb),
                :tax, :total, :etims)
            RETURNING id
            """)
        .param("kind", draft.kind().text())
        .param("number", series.number())
        .param("label", "%s-%06d".formatted(series.prefix(), series.number()))
        .param("cause", draft.cause(), Types.VARCHAR)
        .param("subscriber", draft.subscriber())
        .param("refers", draft.refersTo(), Types.OTHER)
        .param("at", draft.issuedAt().atOffset(ZoneOffset.UTC))
        .param("on", draft.issuedOn())
        .param("due", draft.dueOn(), Types.DATE)
        .param("seller", draft.seller().name())
        .param("sellerPin", draft.seller().pinText(), Types.VARCHAR)
        .param("buyer", draft.buyer().name())
        .param("buyerPin", draft.buyer().pinText(), Types.VARCHAR)
        .param("lpo", draft.lpo())
        .param("note", draft.note())
        .param("lines", json.writeValueAsString(draft.lines()))
        .param("tax", draft.lines().stream().mapToLong(DocumentLine::tax).sum())
        .param("total", draft.lines().stream().mapToLong(DocumentLine::amount).sum())
        .param("etims", draft.kind() == Document.Kind.PROFORMA ? "none" : "queued")
        .query((row, _) -> row.getObject("id", UUID.class))
        .single();
  }

  Optional<Document> findByCause(Document.Kind kind, @Nullable String cause) {
    return cause == null
        ? Optional.empty()
        : jdbc.sql(SELECT + " WHERE d.kind = ? AND d.cause = ?")
            .params(kind.text(), cause)
            .query(this::read)
            .optional();
  }

  Optional<Document> find(UUID id) {
    return jdbc.sql(SELECT + " WHERE d.id = ?").param(id).query(this::read).optional();
  }

  Optional<Document> findByLabel(String label) {
    return jdbc.sql(SELECT + " WHERE d.label = ?").param(label).query(this::read).optional();
  }

  /** Newest first. */
  List<Document> ofSubscriber(UUID subscriber, int most) {
    return jdbc.sql(
            SELECT + " WHERE d.subscriber_id = ? ORDER BY d.issued_at DESC, d.id DESC LIMIT ?")
        .params(subscriber, most)
        .query(this::read)
        .list();
  }

  /** Newest first, older than a document; of all if there is none. */
  List<Document> before(@Nullable UUID document, int most) {
    return jdbc.sql(
            SELECT
                + " WHERE :before::uuid IS NULL OR d.id < :before ORDER BY d.id DESC LIMIT :most")
        .param("before", document, Types.OTHER)
        .param("most", most)
        .query(this::read)
        .list();
  }

  /** Oldest first. */
  List<Document> creditNotesOf(UUID invoice) {
    return jdbc.sql(SELECT + " WHERE d.refers_to = ? ORDER BY d.number")
        .param(invoice)
        .query(this::read)
        .list();
  }

  /** Invoices on which something is due, oldest first. */
  List<Document> open(UUID subscriber) {
    return jdbc.sql(
            SELECT
                + " WHERE d.subscriber_id = ? AND d.kind = 'invoice'"
                + " AND d.total > s.paid + s.credited + s.withheld ORDER BY d.number")
        .param(subscriber)
        .query(this::read)
        .list();
  }

  /** Invoices of all subscribers whose day has passed and on which something is due. */
  List<Document> overdue(LocalDate today, int most) {
    return jdbc.sql(
            SELECT
                + " WHERE d.kind = 'invoice' AND coalesce(d.due_on, d.issued_on) < ?"
                + " AND d.total > s.paid + s.credited + s.withheld ORDER BY d.number LIMIT ?")
        .params(today, most)
        .query(this::read)
        .list();
  }

  private Document read(ResultSet row, int number) throws SQLException {
    OffsetDateTime etimsAt = row.getObject("etims_at", OffsetDateTime.class);
    return new Document(
        row.getObject("id", UUID.class),
        Document.Kind.of(row.getString("kind")),
        row.getLong("number"),
        row.getString("label"),
        row.getObject("subscriber_id", UUID.class),
        row.getObject("refers_to", UUID.class),
        row.getObject("issued_at", OffsetDateTime.class).toInstant(),
        row.getObject("issued_on", LocalDate.class),
        row.getObject("due_on", LocalDate.class),
        Party.of(row.getString("seller_name"), row.getString("seller_pin")),
        Party.of(row.getString("buyer_name"), row.getString("buyer_pin")),
        row.getString("lpo"),
        row.getString("note"),
        row.getString("currency"),
        json.readValue(row.getString("lines"), new TypeReference<List<DocumentLine>>() {}),
        new Document.Settled(row.getLong("paid"), row.getLong("credited"), row.getLong("withheld")),
        new EtimsStatus(
            EtimsStatus.State.of(row.getString("etims_state")),
            row.getString("etims_control"),
            row.getString("etims_link"),
            row.getString("etims_error"),
            etimsAt == null ? null : etimsAt.toInstant()));
  }
}
