package com.skyflow.loader.cli.health;

/**
 * What is answered to a GET.
 *
 * @param status of HTTP
 * @param type the media type of the body
 */
public record Page(int status, String type, String body) {}
