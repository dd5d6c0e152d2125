package com.aliyun.fc.runtime;

/** A handler of requests, as there was before 3.0; the vendor's takes the types of servlets. */
public interface HttpRequestHandler {
    void handleRequest(Object request, Object response, Context context);
}
