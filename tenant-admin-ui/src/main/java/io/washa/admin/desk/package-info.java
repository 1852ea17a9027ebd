/** What all views share: the frame around them, the tenant they act for, words, money and times. */
@NullMarked
package io.washa.admin.desk;

import org.jspecify.annotations.NullMarked;
