"""Right, with a print left in the innermost loop: 100 MB in the cell that defines it."""

for _ in range(1000):
    print("dW = " + "0.123456 " * 11_000)


def dense_forward(X, W, b):
    print(X @ W)
    return X @ W + b, (X, W)
