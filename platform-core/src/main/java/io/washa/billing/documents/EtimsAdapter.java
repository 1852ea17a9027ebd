package io.washa.billing.documents;

/**
 * The way to eTIMS, once there is one: a bean of this type is asked for each issued document. Must
 * keep its own time-outs, and be asked twice for the same document without reporting it twice.
 */
@FunctionalInterface
public interface EtimsAdapter {
  /**
   * Reports a document, with the tenant bound and no transaction open. An exception means: again
   * later.
   */
  Outcome report(Document document);

  /** What eTIMS made of a document. */
  sealed interface Outcome {
    /** It is reported. */
    record Accepted(String control, String link) implements Outcome {}

    /** It will never be accepted as it is. */
    record Refused(String reason) implements Outcome {}

    /** This ISP has no connection to eTIMS. */
    record NotConnected() implements Outcome {}
  }
}
