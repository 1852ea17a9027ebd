package io.washa.billing.documents;

import io.washa.work.Tasks;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The durable queue of documents that eTIMS is to be told of. Nothing waits for it: a document is
 * issued whether or not it can be reported.
 */
@Component
public class Etims {
  private static final int PORTION = 100;

  private final JdbcClient jdbc;
  private final Tasks tasks;
  private final TenantDays days;

  Etims(JdbcClient jdbc, Tasks tasks, TenantDays days) {
    this.jdbc = jdbc;
    this.tasks = tasks;
    this.days = days;
  }

  /** How many documents could not be reported because the ISP is not connected. */
  public long notConnected() {
    return jdbc.sql("SELECT count(*) FROM document WHERE etims_state = 'not_connected'")
        .query((row, _) -> row.getLong(1))
        .single();
  }

  /**
   * Queues up to a hundred documents that could not be reported, oldest first: for when the ISP was
   * connected.
   *
   * @return how many; call again until none is left
   */
  @Transactional
  public int queueAgain() {
    List<UUID> chosen =
        jdbc.sql(
                """
                UPDATE document SET etims_state = 'queued', etims_at = :now WHERE id IN (
                  SELECT id FROM document WHERE etims_state = 'not_connected'
                   ORDER BY id LIMIT :portion FOR UPDATE SKIP LOCKED)
                RETURNING id
                """)
            .param("now", days.now().atOffset(ZoneOffset.UTC))
            .param("portion", PORTION)
            .query((row, _) -> row.getObject("id", UUID.class))
            .list();
    // A key of its own: the task that found no connection may not be deleted yet.
    chosen.forEach(id -> enqueue(id, "etims:" + id + ":" + days.now().toEpochMilli()));
    return chosen.size();
  }

  /**
   * Queues one document again that was refused or given up, once what was wrong is mended.
   *
   * @return false if it was neither
   */
  @Transactional
  public boolean queueRefused(UUID document) {
    boolean queued =
        jdbc.sql(
                    """
                    UPDATE document SET etims_state = 'queued', etims_at = ?
                     WHERE id = ? AND etims_state IN ('refused', 'given_up')
                    """)
                .params(days.now().atOffset(ZoneOffset.UTC), document)
                .update()
            == 1;
    if (queued) {
      enqueue(document, "etims:" + document + ":" + days.now().toEpochMilli());
    }
    return queued;
  }

  /** Nobody tries any more. */
  @Transactional
  void giveUp(UUID document, String why) {
    note(document, new Note(EtimsStatus.State.GIVEN_UP, null, null, why));
  }

  /** Has a document reported after the transaction. */
  void enqueue(UUID document) {
    enqueue(document, "etims:" + document);
  }

  private void enqueue(UUID document, String key) {
    tasks.enqueue(EtimsTask.REPORT, key, new EtimsTask(document));
  }

  /** Notes what became of a report. */
  @Transactional
  void note(UUID document, EtimsAdapter.Outcome outcome) {
    switch (outcome) {
      case EtimsAdapter.Outcome.Accepted(String control, String link) ->
          note(document, new Note(EtimsStatus.State.ACCEPTED, control, link, null));
      case EtimsAdapter.Outcome.Refused(String reason) ->
          note(document, new Note(EtimsStatus.State.REFUSED, null, null, reason));
      case EtimsAdapter.Outcome.NotConnected() ->
          note(document, new Note(EtimsStatus.State.NOT_CONNECTED, null, null, null));
    }
  }

  private record Note(
      EtimsStatus.State state,
      @Nullable String control,
      @Nullable String link,
      @Nullable String error) {}

  private void note(UUID document, Note note) {
    jdbc.sql(
            """
            UPDATE document
               SET etims_state = :state, etims_control = :control, etims_link = :link,
                   etims_error = :error, etims_at = :now
             WHERE id = :id AND etims_state <> 'accepted'
            """)
        .param("state", note.state().text())
        .param("control", note.control(), Types.VARCHAR)
        .param("link", note.link(), Types.VARCHAR)
        .param("error", note.error(), Types.VARCHAR)
        .param("now", days.now().atOffset(ZoneOffset.UTC))
        .param("id", document)
        .update();
  }
}
