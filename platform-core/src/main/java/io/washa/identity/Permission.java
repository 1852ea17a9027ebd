package io.washa.identity;

/** Something a role may allow. */
public enum Permission {
  VIEW_SUBSCRIBERS,
  VIEW_PAYMENTS,
  VIEW_NETWORK
}
