package io.washa.api.security;

/** What a staff call needs its caller to be allowed; named as the permissions of identity. */
public enum StaffRight {
  /** To see subscribers. */
  VIEW_SUBSCRIBERS,
  /** To see payments. */
  VIEW_PAYMENTS,
  /** To see routers. */
  VIEW_NETWORK
}
