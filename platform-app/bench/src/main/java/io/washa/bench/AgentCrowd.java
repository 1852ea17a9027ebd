package io.washa.bench;

import io.washa.bench.IspMaker.Isp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Thousands of enrolled agents, each with a site and a router of its own, at several ISPs. */
final class AgentCrowd {
  private final List<Member> members;

  AgentCrowd(int count) throws GeneralSecurityException {
    members = Member.some(count);
  }

  List<Member> members() {
    return members;
  }

  /** Enrols them at the ISPs in equal parts; each ISP has one router already to take after. */
  void enrol(Connection superuser, List<Isp> isps) throws SQLException {
    int each = members.size() / isps.size();
    for (int i = 0; i < isps.size(); i++) {
      List<UUID> sites = sites(superuser, isps.get(i), each);
      try (PreparedStatement insert =
          superuser.prepareStatement(
              "INSERT INTO control.agent (id, tenant_id, site, public_key) VALUES (?, ?, ?, ?)")) {
        for (int n = 0; n < each; n++) {
          Member member = members.get(i * each + n);
          insert.setObject(1, member.agent());
          insert.setLong(2, isps.get(i).tenant());
          insert.setObject(3, sites.get(n));
          insert.setBytes(4, member.publicKey());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  private static List<UUID> sites(Connection superuser, Isp isp, int count) throws SQLException {
    List<UUID> sites = new ArrayList<>();
    try (Statement statement = superuser.createStatement()) {
      statement.execute("SET search_path TO " + isp.schema());
      statement.execute(
          """
          WITH made AS (
            INSERT INTO site (name) SELECT 'Site ' || n FROM generate_series(1, %d) n
            RETURNING id, name)
          INSERT INTO router (site_id, name, host, port, username, password, local_address, pool,
                              pool_ranges)
          SELECT made.id, 'router of ' || made.name, r.host, r.port, r.username, r.password,
                 r.local_address, r.pool, r.pool_ranges
            FROM made, (SELECT * FROM router LIMIT 1) r
          """
              .formatted(count));
      try (var row = statement.executeQuery("SELECT id FROM site WHERE name LIKE 'Site %'")) {
        while (row.next()) {
          sites.add(row.getObject(1, UUID.class));
        }
      }
    }
    return sites;
  }

  /** Writes their public keys down for a server without a database. */
  Path writeKeys(Path file) throws IOException {
    return Files.write(
        file,
        members.stream()
            .map(member ->
                member.agent() + " " + Base64.getEncoder().encodeToString(member.publicKey()))
            .toList());
  }
}
