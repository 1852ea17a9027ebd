/** Says where the real PostgreSQL and Redis come from, in tests, demo and benchmarks. */
@NullMarked
package io.washa.servers;

import org.jspecify.annotations.NullMarked;
