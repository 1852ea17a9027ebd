/** The one runnable: puts the modules together and gives a process the roles it is asked for. */
@NullMarked
package io.washa.platform;

import org.jspecify.annotations.NullMarked;
