package io.washa.admin.desk;

import java.util.UUID;

/** Which rows a view with an id in its address can show. */
public interface KnownRows {
  /** The view. */
  Class<?> view();

  /** Whether the bound tenant has a row with this id. */
  boolean has(UUID id);
}
