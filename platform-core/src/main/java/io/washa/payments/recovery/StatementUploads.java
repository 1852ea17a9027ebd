package io.washa.payments.recovery;

import io.washa.payments.recovery.StatementImport.Imported;
import io.washa.payments.recovery.StatementImport.Order;
import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import io.washa.work.Tasks;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Statements that people upload: kept, and imported behind their backs, so that neither a closed
 * page nor a restart ends a long import.
 */
@Component
public class StatementUploads implements TaskHandler<StatementUploads.Uploaded> {
  private static final TaskType<Uploaded> TYPE =
      new TaskType<>("import-statement", Uploaded.class, 10);
  private static final int MOST_PROBLEMS = 200;

  private final JdbcClient jdbc;
  private final StatementImport statements;
  private final Tasks tasks;
  private final TransactionTemplate transaction;

  StatementUploads(
      JdbcClient jdbc, StatementImport statements, Tasks tasks, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.statements = statements;
    this.tasks = tasks;
    this.transaction = transaction;
  }

  /** Which one. */
  record Uploaded(UUID upload) {}

  /** How far it is. */
  public enum State {
    /** It waits, or is being imported. */
    WAITING,
    /** It was taken in. */
    DONE,
    /** It was not taken; its only problem says why. */
    REFUSED
  }

  /**
   * An upload as it stands.
   *
   * @param progress of 1000
   * @param lines those that moved money
   * @param fresh those that were not known before
   */
  public record Progress(State state, int progress, int lines, int fresh, List<String> problems) {
    /** Copies the problems. */
    public Progress {
      problems = List.copyOf(problems);
    }
  }

  /** Takes a file to be imported. */
  @Transactional
  public void take(Order order, byte[] file) {
    UUID upload =
        jdbc.sql(
                """
                INSERT INTO statement_upload (shortcode_id, file, unnamed, uploaded_by)
                VALUES (:shortcode, :file, :unnamed, :who) RETURNING id
                """)
            .param("shortcode", order.shortcode())
            .param("file", file)
            .param("unnamed", order.unnamed())
            .param("who", order.who())
            .query((row, _) -> row.getObject("id", UUID.class))
            .single();
    tasks.enqueue(TYPE, upload.toString(), new Uploaded(upload));
  }

  /** The newest upload of a shortcode. */
  @Transactional(readOnly = true)
  public Optional<Progress> newest(UUID shortcode) {
    return jdbc.sql(
            """
            SELECT state, progress, lines, fresh, problems FROM statement_upload
             WHERE shortcode_id = ? ORDER BY uploaded_at DESC LIMIT 1
            """)
        .param(shortcode)
        .query(StatementUploads::read)
        .optional();
  }

  private static Progress read(ResultSet row, int number) throws SQLException {
    Array problems = row.getArray("problems");
    return new Progress(
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("progress"),
        row.getInt("lines"),
        row.getInt("fresh"),
        List.of((String[]) problems.getArray()));
  }

  @Override
  public TaskType<Uploaded> type() {
    return TYPE;
  }

  private record Waiting(Order order, InputStream file) {}

  @Override
  public void handle(Uploaded uploaded) {
    Waiting waiting = waiting(uploaded.upload());
    if (waiting == null) {
      return;
    }
    Imported imported =
        statements.run(waiting.order(), waiting.file(), new Teller(uploaded.upload())::tell);
    transaction.executeWithoutResult(_ -> end(uploaded.upload(), imported));
  }

  /** Null if it was imported before. */
  private @Nullable Waiting waiting(UUID upload) {
    return jdbc.sql(
            """
            SELECT shortcode_id, file, unnamed, uploaded_by FROM statement_upload
             WHERE id = ? AND state = 'waiting' AND file IS NOT NULL
            """)
        .param(upload)
        .query((row, _) ->
            new Waiting(
                new Order(
                    row.getObject("shortcode_id", UUID.class),
                    row.getString("uploaded_by"),
                    row.getBoolean("unnamed")),
                new ByteArrayInputStream(row.getBytes("file"))))
        .optional()
        .orElse(null);
  }

  private void end(UUID upload, Imported imported) {
    switch (imported) {
      case Imported.Done done ->
          end(upload, new Progress(State.DONE, 1000, done.lines(), done.fresh(), done.problems()));
      case Imported.Refused refused ->
          end(upload, new Progress(State.REFUSED, 1000, 0, 0, List.of(refused.sentence())));
    }
  }

  private void end(UUID upload, Progress progress) {
    jdbc.sql(
            """
            UPDATE statement_upload
               SET state = :state, progress = :progress, lines = :lines, fresh = :fresh,
                   problems = :problems, file = NULL, ended_at = work.platform_now()
             WHERE id = :id
            """)
        .param("state", progress.state().name().toLowerCase(Locale.ROOT))
        .param("progress", progress.progress())
        .param("lines", progress.lines())
        .param("fresh", progress.fresh())
        .param("problems", progress.problems().stream().limit(MOST_PROBLEMS).toArray(String[]::new))
        .param("id", upload)
        .update();
  }

  /** Writes the progress down, a hundred times at most. */
  private final class Teller {
    private static final int STEP = 10;

    private final UUID upload;
    private int told;

    Teller(UUID upload) {
      this.upload = upload;
    }

    void tell(int progress) {
      if (progress >= told + STEP) {
        told = progress;
        jdbc.sql("UPDATE statement_upload SET progress = ? WHERE id = ?")
            .params(Math.min(progress, 1000), upload)
            .update();
      }
    }
  }
}
