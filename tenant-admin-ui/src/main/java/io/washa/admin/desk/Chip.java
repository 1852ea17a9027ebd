package io.washa.admin.desk;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** A state as a word with a colour; the word alone says it all. */
public final class Chip extends Span {
  private static final long serialVersionUID = 1L;

  /** How a state feels. */
  public enum Tone {
    /** All is well. */
    GOOD,
    /** Under way, or simply so. */
    CALM,
    /** Somebody should look. */
    WARN,
    /** Something is broken. */
    BAD
  }

  /** A chip with a word. */
  public Chip(String word, Tone tone) {
    super(word);
    addClassNames("chip", "chip-" + tone.name().toLowerCase(Locale.ROOT));
  }
}
