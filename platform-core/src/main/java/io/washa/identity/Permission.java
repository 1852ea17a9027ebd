package io.washa.identity;

/** Something that a member of staff may be allowed to do. */
public enum Permission {
  /** See subscribers and their services. */
  VIEW_SUBSCRIBERS,
  /** See payments and their timelines. */
  VIEW_PAYMENTS,
  /** See sites, agents, routers and sessions. */
  VIEW_NETWORK,
  /** Change subscribers and their services. */
  MANAGE_SUBSCRIBERS,
  /** Take money and prompt for it. */
  TAKE_PAYMENTS,
  /** Change how money is taken: shortcodes, their secrets and rules; approve what cashiers ask. */
  MANAGE_MONEY,
  /** Change plans and prices. */
  MANAGE_PLANS,
  /** Change sites, agents and routers. */
  MANAGE_NETWORK,
  /** Invite people, change what they may, and end it. */
  MANAGE_STAFF
}
