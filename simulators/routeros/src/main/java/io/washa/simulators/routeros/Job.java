package io.washa.simulators.routeros;

import java.io.IOException;

/**
 * A command that goes on by itself. It is stopped by asking, never by interrupting its thread: an
 * interrupt closes the socket that a virtual thread is writing to.
 */
interface Job {
  /** Works until it is done or stopped, and returns what ends the answer. */
  Outcome run() throws IOException, InterruptedException;

  /** Asks it to end soon and to send nothing more; may be repeated. */
  void stop();
}
