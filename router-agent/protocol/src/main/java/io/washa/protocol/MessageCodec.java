package io.washa.protocol;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads {@link Message}s as JSON text. Safe for use by many threads. */
public final class MessageCodec {
  /** Longest message either side accepts, in bytes; a part of a snapshot stays well below. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(64 * 1024)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
          .build();

  private MessageCodec() {}

  /** The message as one line of JSON. */
  public static String write(Message message) {
    return MAPPER.writerFor(Message.class).writeValueAsString(message);
  }

  /**
   * Reads a message.
   *
   * @return empty for a type this side does not know: to be ignored
   * @throws MalformedMessageException if the text is not a message at all: close the connection
   */
  public static Optional<Message> read(String text) {
    try {
      return Optional.ofNullable(MAPPER.readValue(text, Message.class));
    } catch (JacksonException e) {
      throw new MalformedMessageException(e);
    }
  }

  /** A plain value (an enrolment's request or answer) as JSON. */
  public static String writeValue(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads a plain value.
   *
   * @throws MalformedMessageException if the text is not such a value
   */
  public static <T> T readValue(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new MalformedMessageException(e);
    }
  }

  /** The text was no message. Carries no part of the text, for that may hold secrets. */
  public static final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MalformedMessageException(JacksonException cause) {
      super("not a message: " + cause.getClass().getSimpleName() + " at " + cause.getLocation());
    }
  }
}
