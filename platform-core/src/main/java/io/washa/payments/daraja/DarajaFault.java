package io.washa.payments.daraja;

/** What an answer other than success means, whatever its shape. */
public enum DarajaFault {
  /** The token is not, or no longer, the one in force: take a new one, once. */
  INVALID_TOKEN,
  /** Keys, passkey, shortcode or product do not fit together: staff must mend them. */
  CONFIGURATION,
  /** This payload will never be taken; another may. */
  BAD_REQUEST,
  /** Another M-Pesa session is open on the payer's line: not before a minute has gone. */
  SUBSCRIBER_BUSY,
  /** A query came before the prompt ended. */
  STILL_PROCESSING,
  /** A query for an id that is unknown, or not known yet. */
  NOT_YET_KNOWN,
  /** The C2B addresses are registered already. */
  ALREADY_REGISTERED,
  /** The request was taken before under the same id. */
  DUPLICATE,
  /** Too many calls or maintenance; refused before anything was done. */
  BUSY,
  /** The quota of the app is used up. */
  QUOTA,
  /** The firewall before the gateway answered in its stead. */
  GATEWAY,
  /** Nobody knows what was done with the request: find out, never repeat it blindly. */
  OUTCOME_UNKNOWN
}
