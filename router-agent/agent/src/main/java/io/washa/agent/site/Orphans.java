package io.washa.agent.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows of ours on a router that nobody wants, as far as their number stopped a comparison. A person
 * allows exactly these, never others that come later.
 *
 * @param users by method and name
 */
record Orphans(Set<UserKey> users) {
  static final Orphans NONE = new Orphans(Set.of());

  /** Those of one table. */
  static Orphans of(Desired desired, Seen seen) {
    Set<String> wanted = new HashSet<>();
    desired.rows().stream()
        .filter(row -> !row.removed())
        .forEach(row -> wanted.add(UserKey.of(row).name()));
    Set<UserKey> users = new HashSet<>();
    for (Seen.Row row : seen.rows()) {
      if (Marks.parse(row.comment()).isPresent() && !wanted.contains(row.key())) {
        users.add(new UserKey(desired.table().method(), row.key()));
      }
    }
    return new Orphans(users);
  }

  Orphans and(Orphans more) {
    Set<UserKey> all = new HashSet<>(users);
    all.addAll(more.users);
    return new Orphans(all);
  }

  /** Whether all of these are among those that were allowed. */
  boolean within(Orphans allowed) {
    return allowed.users.containsAll(users);
  }

  boolean isEmpty() {
    return users.isEmpty();
  }

  /** Names exactly these to the hub and back. */
  String digest() {
    Collection<String> lines = new TreeSet<>();
    users.forEach(user -> lines.add(user.method() + '\0' + user.name()));
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
