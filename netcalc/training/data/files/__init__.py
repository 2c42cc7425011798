"""Files of examples, by what they are: text, arrays, the formats of MNIST and CIFAR, folders of pictures."""
