package io.washa.payments.daraja;

/**
 * What a person is told.
 *
 * @param key under which a message file may say it otherwise
 * @param english the text
 * @param swahili the same in Kiswahili
 */
public record Words(String key, String english, String swahili) {}
