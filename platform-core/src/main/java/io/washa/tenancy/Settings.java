package io.washa.tenancy;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bound tenant chose where it has a choice. Each choice is a record of the module that
 * obeys it, kept as JSON under a name of that module's.
 */
@Component
public class Settings {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ApplicationEventPublisher events;

  Settings(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.json = json;
    this.events = events;
  }

  /**
   * A kind of choice.
   *
   * @param name stable: it stands in the database
   * @param type a record that Jackson reads and writes
   * @param byDefault what holds until somebody chooses
   */
  public record Choice<T>(String name, Class<T> type, T byDefault) {}

  /** What was chosen, or the default. */
  public <T> T read(Choice<T> choice) {
    return jdbc.sql("SELECT content::text FROM setting WHERE name = ?")
        .param(choice.name())
        .query((row, _) -> json.readValue(row.getString(1), choice.type()))
        .optional()
        .orElse(choice.byDefault());
  }

  /**
   * Chooses, and says so with {@link SettingChosen}.
   *
   * @param who as the audit names people
   */
  public <T> void write(Choice<T> choice, T chosen, String who) {
    jdbc.sql(
            """
            INSERT INTO setting (name, content, changed_by) VALUES (:name, :content::jsonb, :who)
            ON CONFLICT (name) DO UPDATE
               SET content = excluded.content, changed_by = excluded.changed_by,
                   changed_at = work.platform_now()
            """)
        .param("name", choice.name())
        .param("content", json.writeValueAsString(chosen))
        .param("who", who)
        .update();
    events.publishEvent(new SettingChosen(choice.name()));
  }
}
