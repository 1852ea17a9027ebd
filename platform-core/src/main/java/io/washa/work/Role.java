package io.washa.work;

/** What a pod of the platform may be asked to do; one process may have them all. */
public enum Role {
  /** The subscriber's and staff's REST API. */
  API,
  /** The subscriber's pages. */
  PORTAL,
  /** The staff's pages. */
  ADMIN,
  /** What Safaricom posts. */
  CALLBACKS,
  /** The hub that agents connect to. */
  GATEWAY,
  /** Tasks, expiry, reconciling of routers. */
  WORKER
}
