package io.washa.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bound tenant's staff. */
@Component
public class Staff {
  private static final String COLUMNS = "id, coalesce(subject, '') AS subject, name, email, role";

  private final JdbcClient jdbc;

  Staff(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Enters a person, who becomes known to Keycloak at the first sign-in with this address.
   *
   * @return empty if somebody with that address is entered already
   */
  public Optional<StaffMember> enter(String name, String email, StaffRole role) {
    return jdbc.sql(
            "INSERT INTO staff (name, email, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING "
                + COLUMNS)
        .params(name.strip(), normal(email), role.name().toLowerCase(Locale.ROOT))
        .query(Staff::read)
        .optional();
  }

  /** Everybody active, by name. */
  public List<StaffMember> list() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM staff WHERE active ORDER BY name, id")
        .query(Staff::read)
        .list();
  }

  /** Ends a person's work here: the next request is refused. Twice is as good as once. */
  public void deactivate(UUID member) {
    jdbc.sql("UPDATE staff SET active = false WHERE id = ?").param(member).update();
  }

  /** Lets a person work here again. */
  public void activate(UUID member) {
    jdbc.sql("UPDATE staff SET active = true WHERE id = ?").param(member).update();
  }

  Optional<StaffMember> findBySubject(String subject) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM staff WHERE subject = ? AND active")
        .param(subject)
        .query(Staff::read)
        .optional();
  }

  /**
   * Remembers who signed in with an address for the first time; a second account never takes it.
   */
  Optional<StaffMember> recognise(String subject, String email) {
    return jdbc.sql(
            "UPDATE staff SET subject = ? WHERE email = ? AND subject IS NULL AND active RETURNING "
                + COLUMNS)
        .params(subject, normal(email))
        .query(Staff::read)
        .optional();
  }

  private static String normal(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static StaffMember read(ResultSet row, int number) throws SQLException {
    return new StaffMember(
        row.getObject("id", UUID.class),
        row.getString("subject"),
        row.getString("name"),
        row.getString("email"),
        StaffRole.valueOf(row.getString("role").toUpperCase(Locale.ROOT)));
  }
}
