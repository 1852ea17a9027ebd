/** Benchmarks of the platform, each figure beside a limit that was measured in the same run. */
@NullMarked
package io.washa.bench;

import org.jspecify.annotations.NullMarked;
