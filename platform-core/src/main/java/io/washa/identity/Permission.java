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
  /** Ask for money to be given back, in cash, from the bank or by M-Pesa. */
  REFUND,
  /** Ask for a payment to be voided or struck. */
  VOID,
  /** Give subscribers credits and discounts; beyond a limit, ask for them. */
  CREDIT,
  /** Approve or refuse what others asked for. */
  APPROVE,
  /** See the books' months and close them. */
  CLOSE_MONTH,
  /** Change the rules by which money is used, matched and taxed. */
  CHANGE_RULES,
  /** Change how money is taken: shortcodes, their secrets and rules. */
  MANAGE_MONEY,
  /** Change plans and prices. */
  MANAGE_PLANS,
  /** Change sites, agents and routers. */
  MANAGE_NETWORK,
  /** Invite people, change what they may, and end it. */
  MANAGE_STAFF
}
