package dev.portals.engine.account;

/**
 * Who signed in (spec 04 section 2.4).
 *
 * @param subject the account, for good
 * @param verified whether the address is known to be theirs
 */
public record UserInfo(String subject, String email, boolean verified, String name, String nickname, String picture) {}
