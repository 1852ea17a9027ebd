package io.washa.simulators.routeros;

import java.time.Duration;

/**
 * What goes wrong at present; every fault is independent of the others.
 *
 * @param latency waited before each command is carried out
 * @param stall commands are taken in but neither carried out nor answered until the stall ends
 * @param eofAfter a connection is closed instead of sending one reply sentence more than this,
 *     counted from when the fault was set; 0 carries a command out and loses its whole answer; -1
 *     is off
 * @param reset connections end by RST: those that are open at once, new ones after accept; together
 *     with {@code eofAfter} it only decides how that ending looks
 * @param ignoreWrites writes are answered as if done but nothing is kept
 * @param drip waited after every single byte sent
 * @param wrongTag replies carry a tag nobody chose
 * @param duplicateDone every {@code !done} is sent twice
 * @param busy every command is refused with "action timed out (13)"
 * @param late waited before each {@code !done}, when the command has been carried out
 * @param ansiComments comments come back within the bytes that colour a terminal
 */
public record Faults(
    Duration latency,
    boolean stall,
    int eofAfter,
    boolean reset,
    boolean ignoreWrites,
    Duration drip,
    boolean wrongTag,
    boolean duplicateDone,
    boolean busy,
    Duration late,
    boolean ansiComments) {

  private static final Faults NONE =
      new Faults(
          Duration.ZERO,
          false,
          -1,
          false,
          false,
          Duration.ZERO,
          false,
          false,
          false,
          Duration.ZERO,
          false);

  /** A healthy router. */
  public static Faults none() {
    return NONE;
  }

  /** The same with another latency. */
  public Faults withLatency(Duration value) {
    return new Faults(
        value,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same, stalled or not. */
  public Faults withStall(boolean value) {
    return new Faults(
        latency,
        value,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same, closing after so many reply sentences. */
  public Faults withEofAfter(int sentences) {
    return new Faults(
        latency,
        stall,
        sentences,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same, resetting or not. */
  public Faults withReset(boolean value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        value,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same, forgetting writes or not. */
  public Faults withIgnoreWrites(boolean value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        value,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same with another pause after every byte. */
  public Faults withDrip(Duration value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        value,
        wrongTag,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same, with wrong tags or not. */
  public Faults withWrongTag(boolean value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        value,
        duplicateDone,
        busy,
        late,
        ansiComments);
  }

  /** The same, doubling {@code !done} or not. */
  public Faults withDuplicateDone(boolean value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        value,
        busy,
        late,
        ansiComments);
  }

  /** The same, too busy or not. */
  public Faults withBusy(boolean value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        value,
        late,
        ansiComments);
  }

  /** The same with another pause between the work and the end of its answer. */
  public Faults withLate(Duration value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        value,
        ansiComments);
  }

  /** The same, with coloured comments or not. */
  public Faults withAnsiComments(boolean value) {
    return new Faults(
        latency,
        stall,
        eofAfter,
        reset,
        ignoreWrites,
        drip,
        wrongTag,
        duplicateDone,
        busy,
        late,
        value);
  }
}
