package com.aliyun.fc.runtime;

/** A handler of objects. */
public interface PojoRequestHandler<I, O> {
    O handleRequest(I input, Context context);
}
