package io.washa.agent.store;

import io.washa.protocol.Applied;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.MessageCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * One router's file: sealed changes, one after the other. A delta is appended; from time to time
 * the whole is written anew. A tail that a power cut tore off is ignored: the hub then learns from
 * the lower generation that it must send again.
 */
public final class RouterFile {
  private static final System.Logger LOG = System.getLogger("washa.store");
  private static final int ID_BYTES = 16;
  private static final int COMPACT_BYTES = 2 * 1024 * 1024;
  private static final int CHUNK = ApplyDesired.MAX_ROWS;

  private final Path path;
  private final Vault vault;
  private final RouterState state = new RouterState();
  private String id = "";
  private int frames;
  private long appendedBytes;
  private boolean rewriteFirst = true;

  RouterFile(Path path, Vault vault) {
    this.path = path;
    this.vault = vault;
    load();
  }

  /** What is held now. */
  public RouterState state() {
    return state;
  }

  /**
   * Takes desired state from the hub; when this returns it survives a power cut.
   *
   * @throws IOException if it could not be stored; nothing has changed then
   */
  public void storeDesired(Change change) throws IOException {
    store(change, true);
  }

  /** Remembers, durably, that sessions of these user names have to go. */
  public void storeKick(Collection<String> names) throws IOException {
    store(Change.about(state).withKick(List.copyOf(names)), true);
  }

  /** Remembers that sessions of these user names are gone; losing this only kicks once more. */
  public void storeKicked(Collection<String> names) throws IOException {
    store(Change.about(state).withKicked(List.copyOf(names)), false);
  }

  /** Remembers outcomes; losing them only means looking at the router again. */
  public void storeResults(List<Applied.Result> results) throws IOException {
    for (int from = 0; from < results.size(); from += CHUNK) {
      List<Applied.Result> part = results.subList(from, Math.min(from + CHUNK, results.size()));
      store(Change.about(state).withResults(part), false);
    }
  }

  /** Remembers, durably, that the agent switched these off by itself. */
  public void storeCut(List<UUID> accesses) throws IOException {
    store(Change.about(state).withCut(accesses), true);
  }

  private void store(Change change, boolean force) throws IOException {
    if (change.reset() || rewriteFirst || appendedBytes > COMPACT_BYTES) {
      rewrite(change);
      return;
    }
    byte[] frame = frame(change, frames);
    try {
      DurableFiles.append(path, frame, force);
    } catch (IOException e) {
      rewriteFirst = true; // The tail may be torn.
      throw e;
    }
    frames++;
    appendedBytes += frame.length;
    state.apply(change);
  }

  /** Writes the state that the change leads to as a new file. */
  private void rewrite(Change change) throws IOException {
    RouterState next = new RouterState();
    whole(state).forEach(next::apply);
    next.apply(change);
    byte[] newId = new byte[ID_BYTES];
    new java.security.SecureRandom().nextBytes(newId);
    String oldId = id;
    id = java.util.HexFormat.of().formatHex(newId);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(newId);
    int count = 0;
    for (Change part : whole(next)) {
      out.writeBytes(frame(part, count++));
    }
    try {
      DurableFiles.replace(path, out.toByteArray());
    } catch (IOException e) {
      id = oldId;
      throw e;
    }
    frames = count;
    appendedBytes = 0;
    rewriteFirst = false;
    state.apply(change);
  }

  /**
   * The state as changes small enough for one message each. The generation comes with the last one,
   * so that a file damaged in the middle does not pass for complete.
   */
  private static List<Change> whole(RouterState state) {
    List<Change> parts = new ArrayList<>();
    parts.add(
        Change.desired(true, state.epoch(), 0, List.copyOf(state.profiles()), List.of())
            .withKick(List.copyOf(state.kicks()))
            .withMethods(state.methods()));
    List<ApplyDesired.Access> rows = List.copyOf(state.rows().values());
    for (int from = 0; from < rows.size(); from += CHUNK) {
      List<ApplyDesired.Access> part = rows.subList(from, Math.min(from + CHUNK, rows.size()));
      List<Applied.Result> results = new ArrayList<>();
      List<UUID> cut = new ArrayList<>();
      for (ApplyDesired.Access row : part) {
        Applied.Result result = state.results().get(row.access());
        if (result != null) {
          results.add(result);
        }
        if (state.cut().contains(row.access())) {
          cut.add(row.access());
        }
      }
      parts.add(
          Change.desired(false, state.epoch(), 0, List.of(), part)
              .withResults(results)
              .withCut(cut));
    }
    parts.add(Change.about(state));
    return parts;
  }

  private byte[] frame(Change change, int number) {
    byte[] plain = MessageCodec.writeValue(change).getBytes(StandardCharsets.UTF_8);
    byte[] sealed = vault.seal(plain, place(number));
    return ByteBuffer.allocate(4 + sealed.length).putInt(sealed.length).put(sealed).array();
  }

  private String place(int number) {
    return path.getFileName() + " " + id + " " + number;
  }

  private void load() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(path));
      byte[] idBytes = new byte[Math.min(ID_BYTES, content.remaining())];
      content.get(idBytes);
      id = java.util.HexFormat.of().formatHex(idBytes);
      while (content.remaining() >= 4) {
        state.apply(readFrame(content));
        frames++;
      }
      rewriteFirst = frames == 0 || content.hasRemaining();
      appendedBytes = content.position() / 2;
    } catch (IOException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is damaged after {1} parts ({2}); what is missing will be asked for",
          path.getFileName(),
          frames,
          e.getMessage());
    }
    if (state.generation() == 0 && !state.rows().isEmpty()) {
      state.apply(Change.desired(true, state.epoch(), 0, List.of(), List.of()));
    }
  }

  private Change readFrame(ByteBuffer content) throws IOException {
    int length = content.getInt();
    if (length < 0 || length > content.remaining()) {
      throw new IOException("torn part");
    }
    byte[] sealed = new byte[length];
    content.get(sealed);
    byte[] plain = vault.open(sealed, place(frames));
    return MessageCodec.readValue(new String(plain, StandardCharsets.UTF_8), Change.class);
  }
}
