@NullMarked
package io.washa.agent.site.rules;

import org.jspecify.annotations.NullMarked;
