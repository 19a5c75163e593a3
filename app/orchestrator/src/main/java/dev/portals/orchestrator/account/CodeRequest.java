package dev.portals.orchestrator.account;

/**
 * What a program asks a code for.
 *
 * @param redirect where the browser takes the code
 * @param challenge base64url of the SHA-256 of a secret that only the program has (RFC 7636)
 * @param nonce what the program asks to see again; empty if nothing
 */
public record CodeRequest(String clientId, String redirect, String challenge, String scope, String nonce) {}
