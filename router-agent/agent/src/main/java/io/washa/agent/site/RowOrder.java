package io.washa.agent.site;

import io.washa.protocol.ApplyDesired.Access;
import java.util.Optional;

/**
 * Which rows of ours have to stand before others, in a menu that is worked through from the top.
 */
interface RowOrder {
  /** Of a menu where no order matters. */
  RowOrder NONE =
      new RowOrder() {
        @Override
        public Optional<Seen.Row> before(Access row) {
          return Optional.empty();
        }

        @Override
        public boolean isBehind(Seen.Row one, Seen.Row other) {
          return false;
        }
      };

  /** The first row of others that would take what a row is for. */
  Optional<Seen.Row> before(Access row);

  /** Whether one row comes after another. */
  boolean isBehind(Seen.Row one, Seen.Row other);
}
