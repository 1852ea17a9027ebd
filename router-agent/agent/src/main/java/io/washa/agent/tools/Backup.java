package io.washa.agent.tools;

import io.washa.agent.routeros.Reply;
import io.washa.agent.routeros.RouterLostException;
import io.washa.agent.routeros.Sentence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A backup that the router encrypts with a password, read in chunks ({@code /file/read}, RouterOS
 * 7.13+, confidence M) and then removed from the router. The answer is base64.
 */
final class Backup implements Tool {
  /** So that the base64 fits into one message. */
  static final int MAX_BYTES = 700_000;

  private static final int CHUNK = 16 * 1024;
  private static final int MIN_PASSWORD = 12;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
  private static final Duration CLEANING = Duration.ofSeconds(5);

  @Override
  public String use(Errand errand)
      throws RouterLostException, ToolRefusedException, InterruptedException {
    if (errand.argument().length() < MIN_PASSWORD) {
      throw new ToolRefusedException("a backup's password has at least 12 characters");
    }
    String name = "washa-" + UUID.randomUUID();
    String file = name + ".backup";
    try {
      errand.say(
          Sentence.of("/system/backup/save").set("name", name).set("password", errand.argument()));
      return Base64.getEncoder().encodeToString(read(errand, file, size(errand, file)));
    } finally {
      remove(errand, file);
    }
  }

  /** The size, once two looks agree: the file may still be growing. */
  private static int size(Errand errand, String file)
      throws RouterLostException, ToolRefusedException, InterruptedException {
    Sentence print = Sentence.of("/file/print").properties("size").whereAny("name", List.of(file));
    int before = -1;
    while (true) {
      int size = bytes(errand.first(print).getOrDefault("size", "0"));
      if (size > 0 && size == before) {
        if (size > MAX_BYTES) {
          throw new ToolRefusedException(
              "the backup has " + size + " bytes, more than " + MAX_BYTES);
        }
        return size;
      }
      if (errand.left().compareTo(LOOK_AGAIN) < 0) {
        throw new ToolRefusedException("the router did not write the backup in time");
      }
      before = size;
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private static int bytes(String size) {
    return size.matches("\\d{1,9}") ? Integer.parseInt(size) : 0;
  }

  private static byte[] read(Errand errand, String file, int size)
      throws RouterLostException, ToolRefusedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(size);
    while (all.size() < size) {
      Sentence read =
          Sentence.of("/file/read")
              .set("file", file)
              .set("offset", Integer.toString(all.size()))
              .set("chunk-size", Integer.toString(CHUNK))
              .answeredInBytes();
      byte[] chunk = data(errand.say(read));
      if (chunk.length == 0 || all.size() + chunk.length > size) {
        throw new ToolRefusedException("the backup changed while it was read");
      }
      all.writeBytes(chunk);
    }
    return all.toByteArray();
  }

  private static byte[] data(Reply reply) {
    Map<String, String> row = reply.rows().isEmpty() ? Map.of() : reply.rows().get(0);
    return row.getOrDefault("data", "").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Best effort, whatever happened: the next backup has another name. */
  private static void remove(Errand errand, String file) throws RouterLostException {
    if (errand.router().isOpen()) {
      Sentence print = Sentence.of("/file/print").properties(".id").whereAny("name", List.of(file));
      for (Map<String, String> row : errand.router().call(print, CLEANING).rows()) {
        errand
            .router()
            .call(
                Sentence.of("/file/remove").set("numbers", row.getOrDefault(".id", "")), CLEANING);
      }
    }
  }
}
