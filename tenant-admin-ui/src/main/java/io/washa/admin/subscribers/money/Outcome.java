package io.washa.admin.subscribers.money;

import static io.washa.admin.desk.Texts.text;

import io.washa.billing.documents.Document;
import java.util.List;

/** What became of what somebody pressed. */
sealed interface Outcome {
  /** It is done; these documents came of it. */
  record Done(String sentence, List<Document> documents) implements Outcome {
    /** Keeps the order. */
    public Done {
      documents = List.copyOf(documents);
    }
  }

  /** Nothing was done; the sentence says what to do. */
  record Refused(String sentence) implements Outcome {}

  static Outcome done(String key, Object... arguments) {
    return new Done(text(key, arguments), List.of());
  }

  static Outcome refused(String key, Object... arguments) {
    return new Refused(text(key, arguments));
  }
}
