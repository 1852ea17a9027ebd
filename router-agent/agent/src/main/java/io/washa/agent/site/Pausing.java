package io.washa.agent.site;

import io.washa.agent.site.rules.Lists;
import io.washa.protocol.ApplyDesired.Profile;

/** Words for who has not paid and is sent to the paused page instead of being switched off. */
final class Pausing {
  /** Firewall list of the paused, by which the router's rules know them. */
  static final String LIST = Lists.PAUSED;

  /** Enough for the page and a payment, too little for anything else. */
  private static final String RATE = "256k/512k";

  /** What PPPoE users get while they are paused. */
  static final Profile PPPOE = new Profile(LIST, RATE, PppSecrets.METHOD, 1, LIST, "");

  private Pausing() {}
}
